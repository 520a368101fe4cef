using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Notices;
using Portal.Data.Platforms;

namespace Portal.Notices;

/// <summary>A rule as programs write it. In a change, what is absent stays as it is; conditions are replaced as a whole.</summary>
internal sealed record NoticeRuleBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it raises notices.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>What it watches.</summary>
    public NoticeTrigger? Trigger { get; init; }

    /// <summary>Which changes, or sources, it asks for.</summary>
    public ConditionsBody? Conditions { get; init; }

    /// <summary>Who finds its notices in the portal, by role.</summary>
    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>Who finds its notices in the portal, and gets its mail, by id.</summary>
    public IReadOnlyList<Guid>? People { get; init; }

    /// <summary>How often its people are mailed.</summary>
    public MailRhythm? Mail { get; init; }

    /// <summary>Where its notices are posted to.</summary>
    public NoticeChannel? Channel { get; init; }

    /// <summary>The channel's address. Never given out again.</summary>
    public string? Address { get; init; }

    /// <summary>What a webhook is signed with. Never given out again; another one replaces it, and for a day both sign.</summary>
    public string? Secret { get; init; }

    /// <summary>The draft: what is said here over <paramref name="present"/>.</summary>
    public NoticeRuleDraft Over(NoticeRuleDraft present) => present with
    {
        Name = Name ?? present.Name,
        IsEnabled = IsEnabled ?? present.IsEnabled,
        Trigger = Trigger ?? present.Trigger,
        Conditions = Conditions?.ToConditions() ?? present.Conditions,
        Audience = new(Roles ?? present.Audience.Roles, People is null ? present.Audience.People : [.. People.Select(p => new PersonId(p))]),
        Mail = Mail ?? present.Mail,
        Channel = Channel ?? present.Channel,
        Address = Address,
        Secret = Secret,
    };

    /// <summary>Conditions as programs write them; what is absent is not asked.</summary>
    internal sealed record ConditionsBody
    {
        /// <summary>Kinds of changes.</summary>
        public IReadOnlyList<ChangeKind>? Kinds { get; init; }

        /// <summary>At most this sure, so also less.</summary>
        public AttributionGrade? AtMostAsSureAs { get; init; }

        /// <summary>The least risk of an identity that has a part, 0..100.</summary>
        public int? MinimumRisk { get; init; }

        /// <summary>Where an agent that has a part may act.</summary>
        public AgentEnvironment? Environment { get; init; }

        /// <summary>Agents, by id.</summary>
        public IReadOnlyList<Guid>? Agents { get; init; }

        /// <summary>The platform.</summary>
        public Platform? Platform { get; init; }

        /// <summary>Only changes that no event told of.</summary>
        public bool? OnlySilent { get; init; }

        /// <summary>Only changes that the platform refused.</summary>
        public bool? OnlyAttempts { get; init; }

        /// <summary>Only changes in which an agent has a part.</summary>
        public bool? OnlyOfAgents { get; init; }

        /// <summary>The conditions.</summary>
        public NoticeConditions ToConditions() => new()
        {
            Kinds = Kinds ?? [],
            AtMostAsSureAs = AtMostAsSureAs,
            MinimumRisk = MinimumRisk,
            Environment = Environment,
            Agents = [.. (Agents ?? []).Select(a => new AgentId(a))],
            Platform = Platform,
            OnlySilent = OnlySilent ?? false,
            OnlyAttempts = OnlyAttempts ?? false,
            OnlyOfAgents = OnlyOfAgents ?? false,
        };
    }
}
