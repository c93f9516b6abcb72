"""How problems of each kind may be put, as data; see `mathdata.families.phrasing`."""
