using System.Globalization;
using Portal.Data.People;
using Portal.Data.Reviews.Schedules;
using Portal.Data.Reviews.Stages;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>A template as it is being written.</summary>
internal sealed class TemplateForm
{
    private const int UsualDays = 14;
    private const int ShownRuns = 5;

    private static readonly (RecurrenceUnit Unit, int Every)[] Usual =
    [
        (RecurrenceUnit.Weeks, 1), (RecurrenceUnit.Weeks, 2), (RecurrenceUnit.Months, 1), (RecurrenceUnit.Months, 3), (RecurrenceUnit.Months, 6), (RecurrenceUnit.Months, 12),
    ];

    /// <summary>How often, to choose from.</summary>
    public static IReadOnlyList<(string Value, RecurrenceUnit Unit, int Every)> Choices { get; } = [.. Usual.Select(u => (ValueOf(u.Unit, u.Every), u.Unit, u.Every))];

    /// <summary>The time zones that the machine knows, by their IANA names.</summary>
    public static IReadOnlyList<string> Zones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId && z.Id.Contains('/', StringComparison.Ordinal)).Select(z => z.Id).Order(StringComparer.Ordinal)];

    /// <summary>Its name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>How many days reviewers have.</summary>
    public int DueDays { get; set; } = UsualDays;

    /// <summary>Who answers for its campaigns, or null for whoever does now, or who saves it.</summary>
    public PersonRow? Owner { get; set; }

    /// <summary>The rounds of its campaigns.</summary>
    public List<StageForm> Stages { get; private init; } = [];

    /// <summary>Whether sole owners decide alone: <c>yes</c>, <c>no</c>, or empty for what the settings say.</summary>
    public string Alone { get; set; } = string.Empty;

    /// <summary>What becomes in them of access about which nobody answers.</summary>
    public NoAnswerForm NoAnswer { get; private init; } = new();

    /// <summary>Whether it starts campaigns.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>How often, as one of <see cref="Choices"/> or another that it had.</summary>
    public string Often { get; set; } = ValueOf(RecurrenceUnit.Months, 3);

    /// <summary>On which day of the month.</summary>
    public RecurrenceDay Day { get; set; } = RecurrenceDay.LastBusiness;

    /// <summary>The day that is counted from.</summary>
    public DateOnly Anchor { get; set; }

    /// <summary>When on that day.</summary>
    public TimeOnly Time { get; set; } = new(9, 0);

    /// <summary>Where.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The version that it was when it was opened.</summary>
    public int Version { get; private init; }

    /// <summary>In what is counted.</summary>
    public RecurrenceUnit Unit => Often[0] == 'w' ? RecurrenceUnit.Weeks : RecurrenceUnit.Months;

    private int Every => int.Parse(Often.AsSpan(1), CultureInfo.InvariantCulture);

    private Recurrence Recurrence => new(Unit, Every, Unit == RecurrenceUnit.Weeks ? RecurrenceDay.OfAnchor : Day, Anchor, Time, TimeZone.Trim());

    /// <summary>A new one, counted from today where the reader is.</summary>
    public static TemplateForm New(DateTimeOffset now, ReaderZone zone) => new()
    {
        Anchor = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone.Zone).DateTime),
        TimeZone = zone.Zone.HasIanaId ? zone.Zone.Id : "UTC",
    };

    /// <summary>One that there is.</summary>
    public static TemplateForm Of(CampaignTemplateRow row, StageNames names) => new()
    {
        Name = row.Name,
        DueDays = row.DueDays,
        Stages = [.. row.Stages.Select(s => StageForm.Of(s, names))],
        Alone = row.OwnersDecideAlone switch { true => "yes", false => "no", null => string.Empty },
        NoAnswer = NoAnswerForm.Of(row.NoAnswer),
        IsActive = row.IsActive,
        Often = ValueOf(row.Recurrence.Unit, row.Recurrence.Every),
        Day = row.Recurrence.Day,
        Anchor = row.Recurrence.Anchor,
        Time = row.Recurrence.Time,
        TimeZone = row.Recurrence.TimeZone,
        Version = row.Version,
    };

    /// <summary>What is to be saved.</summary>
    public CampaignTemplateDraft ToDraft(string filter) => new(Name, filter, Recurrence, DueDays, Owner?.Id, IsActive)
    {
        Stages = StageForm.All(Stages),
        NoAnswer = NoAnswer.ToPolicy(),
        OwnersDecideAlone = Alone switch { "yes" => true, "no" => false, _ => null },
    };

    /// <summary>Its next runs; none while it is off or makes no sense.</summary>
    public IReadOnlyList<Occurrence> Next(DateTimeOffset now) =>
        IsActive && Anchor.Year is >= 2000 and <= 2999 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone.Trim(), out _) ? [.. Recurrence.After(now).Take(ShownRuns)] : [];

    private static string ValueOf(RecurrenceUnit unit, int every) =>
        string.Create(CultureInfo.InvariantCulture, $"{(unit == RecurrenceUnit.Weeks ? 'w' : 'm')}{every}");
}
