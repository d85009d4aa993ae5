"""Following a project, a way to take part or an idea by mail.

asking.py takes in who wants to follow, events.py what there is to tell, watch.py finds such things by itself, chain.py
says whom it concerns and why, mails.py writes, forgetting.py deletes. Mails leave through the queue of jobs.
"""
