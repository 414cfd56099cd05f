"""One thin script a page: components in, one call for data, charts out."""
