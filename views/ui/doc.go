// Package ui is the set of components that every page is made of: one file each,
// each shown in its states by cmd/gallery.
//
// Components take finished words. They decide nothing about cards or money, query
// nothing, and know no request.
package ui
