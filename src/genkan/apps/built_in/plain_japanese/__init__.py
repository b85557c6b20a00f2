"""やさしい日本語: rules with their source measure a text before and after it is made easier."""
