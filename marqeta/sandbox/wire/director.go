package wire

// Director is somebody who directs a business.
type Director struct {
	Token string `json:"token"`
	Person
	Times
}

// Shown is the director as answers show it.
func (d Director) Shown() Director {
	d.Person = d.Person.Shown()
	return d
}
