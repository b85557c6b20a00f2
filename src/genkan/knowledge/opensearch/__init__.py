"""The second engine of the search: an OpenSearch cluster, for corpora beyond one machine."""
