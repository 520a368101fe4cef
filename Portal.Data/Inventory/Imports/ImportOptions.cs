using System.ComponentModel.DataAnnotations;

namespace Portal.Data.Inventory.Imports;

/// <summary>Settings of imports, from the section <c>Import</c>.</summary>
public sealed class ImportOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Import";

    /// <summary>An import is stopped when more than this share, 0..1, of a container's identities would be gone. See <see cref="LossCount"/>.</summary>
    [Range(0.0, 1.0, ErrorMessage = "Import:LossShare must be a share from 0 to 1, for example 0.5.")]
    public double LossShare { get; set; } = 0.5;

    /// <summary>Up to so many identities of a container may be gone whatever their share.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "Import:LossCount must be a whole number from 0, for example 20.")]
    public int LossCount { get; set; } = 20;

    /// <summary>An identity of at least this confidence, 1..100, becomes a discovered agent that waits for a person's word.</summary>
    [Range(1, 100, ErrorMessage = "Import:DiscoverFrom must be a confidence from 1 to 100, for example 50.")]
    public int DiscoverFrom { get; set; } = 50;

    /// <summary>
    /// For how many seconds an import is left to a worker that gives no sign of life; then another worker on the same database begins it anew.
    /// Signs come six times as often. A worker that was only slow loses its turn and keeps nothing, so a short time costs work, never truth.
    /// </summary>
    [Range(5, 3_600, ErrorMessage = "Import:LeaseSeconds must be a number of seconds from 5 to 3600, for example 30.")]
    public int LeaseSeconds { get; set; } = 30;
}
