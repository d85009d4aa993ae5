"""“What would you like to achieve?”: from an aim in plain words to a draft of the page that serves it.

catalogue.py says which aims there are, drafts.py makes pages of them, admin.py asks.
"""
