namespace HazardLedger.Api.Imports;

/// <summary>A bar on the console; where nobody looks at one, only whole lines are written.</summary>
internal sealed class ImportBar
{
    private const int Width = 40;
    private readonly Lock _line = new();
    private int _shown;

    /// <summary>Draws how far it is.</summary>
    public void Show(string name, long done, long all)
    {
        if (Console.IsOutputRedirected || all == 0)
        {
            return;
        }

        var filled = (int)(Math.Min(done, all) * Width / all);
        var text = $"{name} [{new string('█', filled)}{new string('·', Width - filled)}] {done:N0} of {all:N0} lines";
        lock (_line)
        {
            Console.Write($"\r{text.PadRight(_shown)}");
            _shown = text.Length;
        }
    }

    /// <summary>Writes a line of its own, in the place of the bar.</summary>
    public void Say(string text)
    {
        lock (_line)
        {
            Console.WriteLine(_shown == 0 ? text : $"\r{new string(' ', _shown)}\r{text}");
            _shown = 0;
        }
    }
}
