using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Samples;

namespace Portal.Reviews;

/// <summary>Draws a sample of a campaign's items, for who audits it.</summary>
/// <param name="draw">Draws it.</param>
public sealed partial class SamplePart(DrawSample draw)
{
    private const int ShownScore = 12;
    private const int UsualSize = 25;

    private string _seed = string.Empty;
    private int _size = UsualSize;
    private SampleStratum _stratum;
    private CampaignSample? _sample;
    private IReadOnlyList<string> _problems = [];
    private bool _isBusy;

    /// <summary>The campaign.</summary>
    [Parameter, EditorRequired]
    public CampaignId Campaign { get; set; }

    /// <summary>Who draws.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    private async Task DrawAsync()
    {
        _isBusy = true;
        try
        {
            var drawn = await draw.RunAsync(Campaign, new(_seed, _size, _stratum), By, CancellationToken.None);
            _sample = drawn?.Sample;
            _problems = drawn is null ? ["The campaign is no longer there."] : [.. drawn.Problems.SelectMany(p => p.Value)];
        }
        finally
        {
            _isBusy = false;
        }
    }

    private static string Word(SampleStratum stratum) => stratum switch
    {
        SampleStratum.All => "all items",
        SampleStratum.Privileged => "privileged access",
        SampleStratum.Kept => "what was kept",
        SampleStratum.Revoked => "what was revoked or reduced",
        SampleStratum.NotDecided => "what nobody stood behind",
        SampleStratum.Conflict => "conflicts",
    };
}
