"""What each page shows, as frozen records: the page and its ``.json`` come from one and the same of these queries."""
