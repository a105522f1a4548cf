// Command bareloop asks HTTPS hosts again and again and does nothing else: the least
// that watching them can cost in Go. It is built for the benchmark alone.
//
//	bareloop EVERY TOGETHER HOST:PORT...
package main

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	every, err := time.ParseDuration(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	together, hosts := os.Args[2] == "together", os.Args[3:]
	for i, host := range hosts {
		go func() {
			if !together {
				time.Sleep(every * time.Duration(i) / time.Duration(len(hosts)))
			}
			for tick := time.NewTicker(every); ; <-tick.C {
				if err := ask(host); err != nil {
					fmt.Fprintln(os.Stderr, err)
				}
			}
		}()
	}
	time.Sleep(time.Hour)
}

func ask(host string) error {
	conn, err := net.DialTimeout("tcp4", host, 4*time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(9 * time.Second)); err != nil {
		return err
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		return err
	}
	secured := tls.Client(conn, &tls.Config{ServerName: name, NextProtos: []string{"http/1.1"}})
	if _, err := io.WriteString(secured, "GET / HTTP/1.1\r\nHost: "+host+"\r\nUser-Agent: bareloop "+os.Args[2]+"\r\nConnection: close\r\n\r\n"); err != nil {
		return err
	}
	answer, err := http.ReadResponse(bufio.NewReader(secured), nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}
