"""Who may do what: policy documents, AWS's managed policies, and the roles that act in a world [RO]."""
