using System.Globalization;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Notices;
using Portal.Data.Platforms;

namespace Portal.Notices;

/// <summary>A rule as it stands in the form, before it makes sense.</summary>
internal sealed class NoticeRuleForm
{
    public string Name { get; set; } = string.Empty;

    public bool IsEnabled { get; set; } = true;

    public NoticeTrigger Trigger { get; set; }

    public HashSet<ChangeKind> Kinds { get; } = [];

    public string Grade { get; set; } = string.Empty;

    public string Risk { get; set; } = string.Empty;

    public string Environment { get; set; } = string.Empty;

    public string Platform { get; set; } = string.Empty;

    public bool OnlySilent { get; set; }

    public bool OnlyAttempts { get; set; }

    public bool OnlyOfAgents { get; set; }

    public List<(AgentId Id, string Name)> Agents { get; } = [];

    public HashSet<Role> Roles { get; } = [];

    public List<(PersonId Id, string Name)> People { get; } = [];

    public MailRhythm Mail { get; set; }

    public NoticeChannel Channel { get; set; }

    public string Address { get; set; } = string.Empty;

    /// <summary>The form of a rule that there is.</summary>
    public static NoticeRuleForm Of(NoticeRuleRow rule)
    {
        var form = new NoticeRuleForm
        {
            Name = rule.Name,
            IsEnabled = rule.IsEnabled,
            Trigger = rule.Trigger,
            Grade = rule.Conditions.AtMostAsSureAs?.ToString() ?? string.Empty,
            Risk = rule.Conditions.MinimumRisk?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
            Environment = rule.Conditions.Environment?.ToString() ?? string.Empty,
            Platform = rule.Conditions.Platform?.ToString() ?? string.Empty,
            OnlySilent = rule.Conditions.OnlySilent,
            OnlyAttempts = rule.Conditions.OnlyAttempts,
            OnlyOfAgents = rule.Conditions.OnlyOfAgents,
            Mail = rule.Mail,
            Channel = rule.Channel,
        };
        form.Kinds.UnionWith(rule.Conditions.Kinds);
        form.Agents.AddRange(rule.Agents.Select(a => (a.Id, a.Name)));
        form.Roles.UnionWith(rule.Audience.Roles);
        form.People.AddRange(rule.People.Select(p => (p.Id, p.Name)));
        return form;
    }

    /// <summary>The draft. Of a rule about quiet sources only the platform is asked: what else was chosen stands for changes.</summary>
    /// <param name="secret">A new secret, or null.</param>
    public NoticeRuleDraft ToDraft(string? secret) => new()
    {
        Name = Name,
        IsEnabled = IsEnabled,
        Trigger = Trigger,
        Conditions = Trigger == NoticeTrigger.QuietSource ? new() { Platform = Choice<Platform>(Platform) } : new()
        {
            Kinds = [.. Kinds],
            AtMostAsSureAs = Choice<AttributionGrade>(Grade),
            MinimumRisk = Risk.Trim().Length == 0 ? null : int.TryParse(Risk, NumberStyles.None, CultureInfo.InvariantCulture, out var risk) ? risk : int.MaxValue,
            Environment = Choice<AgentEnvironment>(Environment),
            Agents = [.. Agents.Select(a => a.Id)],
            Platform = Choice<Platform>(Platform),
            OnlySilent = OnlySilent,
            OnlyAttempts = OnlyAttempts,
            OnlyOfAgents = OnlyOfAgents,
        },
        Audience = new([.. Roles], [.. People.Select(p => p.Id)]),
        Mail = Mail,
        Channel = Channel,
        Address = Channel == NoticeChannel.None || Address.Trim().Length == 0 ? null : Address.Trim(),
        Secret = secret,
    };

    private static T? Choice<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;
}
