/* A stand-in for bcryptprimitives.dll where Debian's wine has none. Go asks it for random bytes at
 * the start of every program. make wine-check builds it into a throw-away folder; no package holds it. */
#include <windows.h>
#include <ntsecapi.h> /* RtlGenRandom, which advapi32 exports as SystemFunction036 */

/* Windows' own never fails, and Go does not look at what it returns. */
__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *bytes, SIZE_T length)
{
	const SIZE_T most = 1 << 20;
	for (SIZE_T done = 0; done < length;) {
		SIZE_T next = length - done < most ? length - done : most;
		if (!RtlGenRandom(bytes + done, (ULONG)next))
			ExitProcess(1);
		done += next;
	}
	return TRUE;
}
