using System.Globalization;
using Portal.Data.People;
using Portal.Data.Reviews.MicroReviews;

namespace Portal.Reviews;

/// <summary>A rule as it stands in the form, before it makes sense.</summary>
internal sealed class MicroReviewForm
{
    // What stands there as long as nobody said.
    private const int UsualRisk = 75;
    private const int UsualDays = 90;

    public string Name { get; set; } = string.Empty;

    public MicroReviewTrigger Trigger { get; set; }

    public string Risk { get; set; } = UsualRisk.ToString(CultureInfo.InvariantCulture);

    public string Days { get; set; } = UsualDays.ToString(CultureInfo.InvariantCulture);

    public string DueDays { get; set; } = MicroReviewDraft.Empty.DueDays.ToString(CultureInfo.InvariantCulture);

    public string GatherMinutes { get; set; } = MicroReviewDraft.Empty.GatherMinutes.ToString(CultureInfo.InvariantCulture);

    public PersonRow? Owner { get; set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; private init; }

    /// <summary>The form of a rule that there is.</summary>
    public static MicroReviewForm Of(MicroReviewRuleRow rule)
    {
        var form = new MicroReviewForm
        {
            Name = rule.Name,
            Trigger = rule.Trigger,
            DueDays = rule.DueDays.ToString(CultureInfo.InvariantCulture),
            GatherMinutes = rule.GatherMinutes.ToString(CultureInfo.InvariantCulture),
            IsActive = rule.IsActive,
            Version = rule.Version,
        };
        var threshold = rule.Threshold?.ToString(CultureInfo.InvariantCulture);
        (form.Risk, form.Days) = rule.Trigger == MicroReviewTrigger.RiskReached ? (threshold ?? form.Risk, form.Days) : (form.Risk, threshold ?? form.Days);
        return form;
    }

    /// <summary>The draft.</summary>
    public MicroReviewDraft ToDraft(string filter) => new(
        Name,
        Trigger,
        Trigger switch { MicroReviewTrigger.RiskReached => Number(Risk), MicroReviewTrigger.Dormant => Number(Days), _ => null },
        filter,
        Number(DueDays),
        Number(GatherMinutes),
        Owner?.Id,
        IsActive);

    // What is no number is out of every range.
    private static int Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
