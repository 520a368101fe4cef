using System.Security.Cryptography;
using System.Text;

namespace Portal.Data.Reviews.Samples;

/// <summary>
/// A sample of a campaign's items that anybody can draw again: every item of the stratum has a score, and those with the lowest are drawn. Neither the
/// portal nor who draws can prefer an item without it showing.
/// </summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Size">How many were asked for; fewer are there where the stratum has fewer.</param>
/// <param name="Stratum">Of which items.</param>
/// <param name="Population">How many items the stratum has.</param>
/// <param name="Items">The sample, in the order of the draw.</param>
public sealed record CampaignSample(CampaignId Campaign, string Seed, int Size, SampleStratum Stratum, int Population, IReadOnlyList<SampledItem> Items)
{
    /// <summary>SHA-256, lower-case hex, over the UTF-8 bytes of the seed, a line feed and the item's id in lower case with dashes.</summary>
    public static string ScoreOf(string seed, ReviewItemId item) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{item.Value}")));
}
