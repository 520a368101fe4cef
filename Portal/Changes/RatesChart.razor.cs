using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Portal.Data.Changes.Rates;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>Changes by the hour: what gave power, what took it, what destroyed, and the rest.</summary>
public sealed partial class RatesChart
{
    // As elements it would be a fifth of an open page's memory. All who look at the same numbers on the same clock share one drawing, which goes
    // when nobody holds the numbers any more.
    private static readonly ConditionalWeakTable<ChangeRates, ConcurrentDictionary<ReaderZone, RatesDrawing>> Drawings = [];

    /// <summary>What is shown; at least one hour.</summary>
    [Parameter, EditorRequired]
    public ChangeRates Rates { get; set; } = default!;

    /// <summary>Where the reader is.</summary>
    [CascadingParameter]
    public ReaderZone Zone { get; set; } = ReaderZone.Utc;

    private RatesDrawing Drawing => Drawings.GetOrCreateValue(Rates).GetOrAdd(Zone, static (zone, rates) => RatesDrawing.Of(rates, zone), Rates);
}
