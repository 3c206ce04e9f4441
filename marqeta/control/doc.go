// Package control says what spend controls do: whom they are about, which merchants they
// cover, over which time a velocity control adds up, and what stored transactions would
// have met under another control. It asks nobody and remembers nothing.
//
// The rules are Marqeta's (core-api/velocity-controls, core-api/auth-controls,
// developer-guides/controlling-spending); where Marqeta is silent they are those of this
// project's sandbox, and tests hold the two together.
package control
