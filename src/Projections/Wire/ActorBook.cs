using System.Numerics;
using System.Runtime.InteropServices;
using HazardLedger.Domain;

namespace HazardLedger.Projections.Wire;

/// <summary>Actors by the very bytes in which they are stored: few people make many entries, so nobody has to be read, or kept, again and again.</summary>
/// <remarks>A place holds one actor and is taken by the next with the same sum; a look at it takes no lock, for what lies there is never changed.</remarks>
internal static class ActorBook
{
    private const int Places = 4096;
    private const ulong Odd = 0x9E3779B97F4A7C15;
    private static readonly Known?[] Book = new Known?[Places];

    /// <summary>The actor that is written so; null when he was not seen lately.</summary>
    /// <param name="json">A whole JSON object.</param>
    public static Actor? Find(ReadOnlySpan<byte> json) => Book[Place(json)] is { } known && json.SequenceEqual(known.Json) ? known.Actor : null;

    /// <summary>Remembers how an actor is written.</summary>
    public static void Keep(ReadOnlySpan<byte> json, Actor actor) => Book[Place(json)] = new(json.ToArray(), actor);

    private static int Place(ReadOnlySpan<byte> json)
    {
        var sum = (ulong)json.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(json))
        {
            sum = BitOperations.RotateLeft((sum ^ word) * Odd, 29);
        }

        foreach (var last in json[(json.Length & ~7)..])
        {
            sum = (sum ^ last) * Odd;
        }

        return (int)(sum >> 52);
    }

    private sealed record Known(byte[] Json, Actor Actor);
}
