using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Analytics;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>How one campaign goes, live, and beside those before it.</summary>
/// <param name="figures">Works it out.</param>
/// <param name="feed">Says when something changed.</param>
public sealed partial class CampaignFiguresPage(CampaignFiguresQueries figures, ChangeFeed feed) : LivePage(feed, Topic.Reviews, Topic.Remediations)
{
    private const string Nothing = "—";

    private CampaignFigures? _figures;
    private IReadOnlyList<CampaignSummary> _trend = [];
    private bool _isLoaded;

    /// <summary>The campaign's id.</summary>
    [Parameter]
    public Guid Campaign { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _figures = await figures.FindAsync(new CampaignId(Campaign), By, cancellationToken);
        _trend = await figures.TrendAsync(By, cancellationToken);
        _isLoaded = true;
    }

    private static string Said(CampaignFigures figures) =>
        $"Open items by day, from {Words.Number(figures.Burndown[0].Open)} on {Date(figures.Burndown[0].Day)} to {Words.Number(figures.Burndown[^1].Open)} on {Date(figures.Burndown[^1].Day)}";

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : 100.0 * part / whole):0.##}%");

    private static string Percent(double? rate) => rate is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0.#}%") : Nothing;

    private static string Hours(double? hours) => hours is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.#} h") : Nothing;

    private static string Days(double? days) => days is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.#} d") : Nothing;

    private static MarkupString Table(string label, IReadOnlyList<ReviewerFigures> rows) => Show.Markup($"""
        <table class="listing cards" aria-label="{label}">
        <thead><tr><th scope="col">Who</th><th scope="col" class="num">Answered</th><th scope="col" class="num">Open</th><th scope="col" class="num">Revoked</th><th scope="col" class="num">Until an answer</th></tr></thead>
        <tbody>{new MarkupString(string.Concat(rows.Select(r => Row(r).Value)))}</tbody></table>
        """);

    private static MarkupString Row(ReviewerFigures row) => Show.Markup($"""
        <tr><td class="primary-cell card-title">{Show.Person(row.Person?.Name, row.Person?.IsActive ?? true, "No manager")}</td>
        <td class="num" data-label="Answered">{Words.Number(row.Items - row.Open)} / {Words.Number(row.Items)}</td><td class="num" data-label="Open">{Words.Number(row.Open)}</td>
        <td class="num" data-label="Revoked">{Words.Number(row.Revoked)} ({Percent(row.RevokeRate)})</td><td class="num" data-label="Until an answer">{Hours(row.HoursToAnswer)}</td></tr>
        """);
}
