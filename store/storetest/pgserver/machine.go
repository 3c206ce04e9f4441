package pgserver

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// Program finds a server program; Debian keeps them out of PATH, and pg_config knows
// where.
func Program(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	out, err := exec.Command("pg_config", "--bindir").Output()
	if err != nil {
		return "", fmt.Errorf("find %s: %w", name, err)
	}
	return exec.LookPath(filepath.Join(strings.TrimSpace(string(out)), name))
}

// unprivileged gives the user postgres where this process is root's, which the server
// refuses to be, and nil otherwise.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(errUID, errGID)
}

func folder(in string, who *syscall.Credential) (string, error) {
	if info, err := os.Stat("/dev/shm"); in == "" && err == nil && info.IsDir() {
		in = "/dev/shm"
	}
	dir, err := os.MkdirTemp(in, "carddeck-postgres-")
	if err != nil || who == nil {
		return dir, err
	}
	return dir, os.Chown(dir, int(who.Uid), int(who.Gid))
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// Processes gives the numbers of the server's processes, its first first, and none when
// it does not run. They are looked for in /proc.
func (s *Server) Processes() ([]int, error) {
	text, err := os.ReadFile(filepath.Join(s.Data(), "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	first, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return nil, fmt.Errorf("read postmaster.pid: %w", err)
	}
	var all []int
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		stat, gone := os.ReadFile(path)
		if err != nil || gone != nil {
			continue
		}
		// pid (name) state parent …; the name may hold anything.
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		switch {
		case len(fields) < 2 || fields[0] == "Z":
		case pid == first:
			all = slices.Insert(all, 0, pid)
		case fields[1] == strconv.Itoa(first):
			all = append(all, pid)
		}
	}
	if len(all) > 0 && all[0] != first {
		return nil, nil // the others are about to end
	}
	return all, nil
}

// running reports whether there is such a process that has not ended.
func running(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	return len(fields) > 0 && fields[0] != "Z"
}
