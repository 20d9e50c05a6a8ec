namespace HazardLedger.Projections.Figures;

/// <summary>Every figure once: what is shown, summed, drilled, explained and printed in docs/figures.md comes from here.</summary>
public static partial class FigureDefinitions
{
    /// <summary>All figures in the order of the JSON answer.</summary>
    public static IReadOnlyList<FigureDefinition> All { get; } = [];

    /// <summary>The definition of a figure by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such figure.</exception>
    public static FigureDefinition Of(string name) => All.FirstOrDefault(figure => figure.Name == name) ?? throw new KeyNotFoundException($"There is no figure '{name}'.");
}
