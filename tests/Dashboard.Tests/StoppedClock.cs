namespace HazardLedger.Dashboard.Tests;

/// <summary>A clock that stands: the day of the seed's figures, in the afternoon.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2026, 6, 17, 17, 20, 6, TimeSpan.FromHours(8));

    public static readonly DateOnly Today = new(2026, 6, 17);

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}
