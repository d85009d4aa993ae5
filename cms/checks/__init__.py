"""What is demanded of a page before it is published: said in the editors' form, at the moment of publishing and by a command.

    checking.check(page)         what is wrong with a page as it stands in memory
    checking.check_many(pages)   the same for a queryset, thousands at a time
    checking.finds(model)        how a room adds demands of its own

`content` holds the table of rules for texts and pictures, `reading` what stands on a page, `german` what can be told about
a German sentence. docs/how-to/content-checks.md shows how to add a rule.
"""
