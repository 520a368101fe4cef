using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Notices;
using Portal.Shared;

namespace Portal.Notices;

/// <summary>All rules: there are few.</summary>
/// <param name="rules">Reads them.</param>
/// <param name="feed">Says when one changed.</param>
public sealed partial class NoticeRulesPage(NoticeRuleQueries rules, ChangeFeed feed) : LivePage(feed, Topic.Notices)
{
    private IReadOnlyList<NoticeRuleRow>? _rules;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _rules = (await rules.ListAsync(new PageRequest(Limit: NoticeRule.Most), By, cancellationToken)).Items;
}
