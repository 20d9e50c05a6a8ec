using System.Globalization;
using System.Runtime.InteropServices;

namespace HazardLedger.Bench;

/// <summary>Processor time of other processes to the nanosecond, as Linux keeps it (clock_getcpuclockid(3)): what one question used, however long others kept
/// it waiting for its turn.</summary>
internal static partial class ExactCpu
{
    /// <summary>Time that a process has used with all its threads; nothing when it has ended.</summary>
    public static TimeSpan Of(int process) => ClockOf(process, out var clock) == 0 && TimeOf(clock, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0) : default;

    /// <summary>The same of a process's children that are alive: of a postmaster, its backends.</summary>
    public static TimeSpan OfChildren(int process)
    {
        var sum = TimeSpan.Zero;
        foreach (var child in File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            sum += Of(int.Parse(child, CultureInfo.InvariantCulture));
        }

        return sum;
    }

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockOf(int process, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TimeOf(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
