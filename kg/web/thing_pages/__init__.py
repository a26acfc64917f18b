"""`/page/…`: the page of a thing, put together from the sections of all areas."""
