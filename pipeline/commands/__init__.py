"""What each command does, from files to files: the steps meet here, through the nouns of the model."""
