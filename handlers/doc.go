// Package handlers holds one package for each area of the console, named with the
// noun that an operator would say. Handlers never import each other; what two of them
// need is a web kit, a ui component, a method of a marqeta type, or a store query.
package handlers
