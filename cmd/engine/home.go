package engine

import (
	"fmt"
	"os"
	"strings"
)

// Home is where a run of the program reads its settings and remembers.
type Home struct {
	Dir      string // the data folder
	Settings string // the settings where no file is named; "": the platform's own
	Shop     string // on a stick
	Stick    bool   // nothing is left on the PC, and it never starts by itself
	Cache    string // on a stick: where libraries may leave what they would leave on the PC
}

// WhichShop: a stick knows several shops, or none yet, and nobody said which one
// this is.
type WhichShop struct {
	Shops []string
	Cache string // as Home's
}

func (e *WhichShop) Error() string {
	if len(e.Shops) == 0 {
		return "this is the first shop on this stick: name it with --shop NAME"
	}
	return "which shop is this? Name it with --shop NAME; known are " + strings.Join(e.Shops, ", ")
}

// FindHome is where this run of the program is at home. data is the folder that was
// asked for, shop the shop on a stick; "" for none. It fails with a *WhichShop
// where that has to be said.
func FindHome(data, shop string) (Home, error) {
	program, err := os.Executable()
	if err != nil {
		program = ""
	}
	stick, ok := FindStick(program)
	switch {
	case data != "" || !ok:
		return Home{Dir: DataDir(data)}, nil
	case shop == "":
		shops, err := stick.Shops()
		if err != nil {
			return Home{}, fmt.Errorf("the stick: %w", err)
		}
		if len(shops) != 1 {
			return Home{}, &WhichShop{Shops: shops, Cache: stick.cache()}
		}
		shop = shops[0]
	}
	dir := stick.Dir(shop)
	if dir == "" {
		return Home{}, fmt.Errorf("--shop %q: no folder can have this name", shop)
	}
	return Home{Dir: dir, Settings: StickSettings(dir), Shop: shop, Stick: true, Cache: stick.cache()}, nil
}
