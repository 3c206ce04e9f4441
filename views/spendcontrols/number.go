package spendcontrols

import "strconv"

// number is what stands before a question.
func number(i int) string { return strconv.Itoa(i + 1) }
