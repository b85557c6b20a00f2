"""One contract for every engine that the search can stand on."""
