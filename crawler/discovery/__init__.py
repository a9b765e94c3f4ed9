"""Ways into an outlet: feeds, sitemaps, section pages; each reader turns bytes into entries.

A list that is not what it should be raises `UnreadableListError`; a bad entry in a good list is left out.
"""
