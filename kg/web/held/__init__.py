"""What the application holds between requests: caches, indexes, exports, views, threads."""
