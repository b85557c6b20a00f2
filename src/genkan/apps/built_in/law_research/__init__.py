"""法制度調査: a report over the collections of the house whose every statement cites an article."""
