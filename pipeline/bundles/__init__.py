"""The door to files that hold files: .zip, .eml and .msg with returned forms in them."""
