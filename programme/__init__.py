"""The field: values and rules. Waits for nothing, sends nothing, stores nothing."""
