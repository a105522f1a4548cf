package main

func opener(path string) (string, []string) { return "open", []string{path} }
