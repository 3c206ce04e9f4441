package sandbox

import "carddeck/marqeta/sandbox/rest"

// ping says that the server is there.
func (s *Server) ping(*rest.Call) (rest.Reply, error) {
	return rest.OK(struct {
		Success   bool   `json:"success"`
		Version   string `json:"version"`
		Revision  string `json:"revision"`
		Timestamp string `json:"timestamp"`
		Env       string `json:"env"`
		ID        string `json:"id"`
	}{true, "rest-api-3.0", "carddeck-sandbox", rest.At(s.book.Present()).String(), "sandbox", s.book.NewToken()})
}

// echo gives a payload back.
func (s *Server) echo(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token   string `json:"token"`
		Payload string `json:"payload"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	id := in.Token
	if id == "" {
		id = s.book.NewToken()
	}
	return rest.OK(struct {
		Success bool   `json:"success"`
		ID      string `json:"id"`
		Payload string `json:"payload"`
	}{true, id, in.Payload})
}
