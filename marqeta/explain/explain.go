// Package explain says how a transaction was decided, check by check, from what is known
// of it. It is pure. Where the evidence leaves more than one answer it names them all and
// says that it cannot be known: what it says for sure is never wrong.
package explain
