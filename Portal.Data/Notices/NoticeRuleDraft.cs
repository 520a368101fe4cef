using System.Globalization;

namespace Portal.Data.Notices;

/// <summary>A rule as somebody wants it.</summary>
public sealed record NoticeRuleDraft
{
    private const int LongestAddress = 2000;
    private const int MostRisk = 100;

    /// <summary>A draft in which nothing is said yet.</summary>
    public static NoticeRuleDraft Empty { get; } = new() { Name = string.Empty, Audience = new([], []) };

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it raises notices.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>What it watches.</summary>
    public NoticeTrigger Trigger { get; init; }

    /// <summary>Which changes, or sources, it asks for.</summary>
    public NoticeConditions Conditions { get; init; } = new();

    /// <summary>Who finds its notices in the portal.</summary>
    public required NoticeAudience Audience { get; init; }

    /// <summary>How often its people are mailed.</summary>
    public MailRhythm Mail { get; init; }

    /// <summary>Where its notices are posted to.</summary>
    public NoticeChannel Channel { get; init; }

    /// <summary>The channel's address; null keeps the present one.</summary>
    public string? Address { get; init; }

    /// <summary>What a webhook is signed with; null keeps the present one, another one replaces it over a day.</summary>
    public string? Secret { get; init; }

    /// <summary>What makes no sense, by field.</summary>
    /// <param name="present">The rule that it changes, or null for a new one.</param>
    /// <param name="channels">Knows where the portal may post to.</param>
    internal Dictionary<string, string[]> Check(NoticeRule? present, INoticeChannels channels)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Refuse("name", Name.Trim().Length is 0 or > NoticeRule.NameLength, $"must have 1 to {NoticeRule.NameLength} characters.");
        Refuse("trigger", !Enum.IsDefined(Trigger), "must be change or quietSource.");
        Refuse("mail", !Enum.IsDefined(Mail), "must be none, hourly or daily.");
        Refuse("channel", !Enum.IsDefined(Channel), "must be none, webhook, slack or teams.");
        Refuse("people", Audience.People.Count > NoticeAudience.MostPeople, $"must name at most {NoticeAudience.MostPeople} people.");
        Refuse("roles", Audience.Roles.Any(r => !Enum.IsDefined(r)), "must name roles that there are.");
        Refuse("mail", Mail != MailRhythm.None && Audience.People.Count == 0, "goes to people by name: name at least one.");
        Refuse("roles", Audience is { Roles.Count: 0, People.Count: 0 } && Channel == NoticeChannel.None, "must name somebody, unless the rule names people or posts to a channel: else nobody is told.");
        CheckConditions(Refuse);
        CheckChannel(present, channels, Refuse);
        return problems;

        void Refuse(string field, bool isWrong, string problem)
        {
            if (isWrong)
            {
                problems.TryAdd(field, [problem]);
            }
        }
    }

    private void CheckConditions(Action<string, bool, string> refuse)
    {
        refuse("conditions.kinds", Conditions.Kinds.Count > NoticeConditions.MostNamed || Conditions.Kinds.Any(k => !Enum.IsDefined(k)), "must be kinds of changes.");
        refuse("conditions.atMostAsSureAs", Conditions.AtMostAsSureAs is { } grade && !Enum.IsDefined(grade), "must be a, b, c, d or unknown.");
        refuse("conditions.minimumRisk", Conditions.MinimumRisk is < 0 or > MostRisk, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 0 to {MostRisk}."));
        refuse("conditions.environment", Conditions.Environment is { } environment && !Enum.IsDefined(environment), "must be an environment.");
        refuse("conditions.platform", Conditions.Platform is { } platform && !Enum.IsDefined(platform), "must be a platform.");
        refuse("conditions.agents", Conditions.Agents.Count > NoticeConditions.MostNamed, $"must name at most {NoticeConditions.MostNamed} agents.");
        refuse(
            "conditions",
            Trigger == NoticeTrigger.QuietSource && !new NoticeConditions { Platform = Conditions.Platform }.IsAlike(Conditions),
            "of a rule about quiet sources can only be a platform: the others are about changes.");
        refuse("conditions", Conditions is { OnlySilent: true, OnlyAttempts: true }, "cannot all hold: no event tells of a silent change, so none is an attempt.");
    }

    private void CheckChannel(NoticeRule? present, INoticeChannels channels, Action<string, bool, string> refuse)
    {
        if (Channel == NoticeChannel.None)
        {
            refuse("address", Address is not null, "goes with a channel: choose one.");
            return;
        }
        var isKept = present?.Channel == Channel;
        refuse("address", Address is null && !isKept, "must be given: where the channel takes messages.");
        refuse("address", Address?.Length > LongestAddress, $"must have at most {LongestAddress} characters.");
        if (Address is { Length: <= LongestAddress } address && channels.AddressProblem(address) is { } wrong)
        {
            refuse("address", true, wrong);
        }
        refuse("secret", Secret is not null && Channel != NoticeChannel.Webhook, "goes with a webhook: Slack and Teams know only their address.");
        refuse("secret", Channel == NoticeChannel.Webhook && Secret is null && !isKept, "must be given: what the webhook is signed with.");
        if (Channel == NoticeChannel.Webhook && Secret is { } secret && channels.SecretProblem(secret) is { } weak)
        {
            refuse("secret", true, weak);
        }
    }
}
