using System.Globalization;

namespace Portal.Data.Reviews.Remediations;

/// <summary>How revokes are carried out, from the settings under <c>Remediation</c>.</summary>
/// <param name="NeedsApproval">Whether a second person has to agree before one is carried out (<c>Remediation:SecondApproval</c>).</param>
/// <param name="TaskDays">How many days a person has for what the portal cannot settle (<c>Remediation:TaskDays</c>).</param>
/// <param name="MostInADay">After how many entitlements that the portal takes away within a day two people have to look (<c>Remediation:MostInADay</c>).</param>
public sealed record RemediationOptions(bool NeedsApproval, int TaskDays, int MostInADay)
{
    private const int UsualTaskDays = 14;
    private const int MostTaskDays = 366;
    private const int UsualInADay = 25;
    private const int MostEver = 100_000;

    /// <summary>What holds without settings.</summary>
    public static RemediationOptions Usual { get; } = new(NeedsApproval: false, UsualTaskDays, UsualInADay);

    /// <summary>Reads the settings.</summary>
    /// <param name="setting">Gives a setting's value by its key, or null.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static RemediationOptions From(Func<string, string?> setting)
    {
        return new(
            Switch("Remediation:SecondApproval", Usual.NeedsApproval),
            Number("Remediation:TaskDays", Usual.TaskDays, MostTaskDays),
            Number("Remediation:MostInADay", Usual.MostInADay, MostEver));

        bool Switch(string key, bool otherwise) => setting(key) is not { Length: > 0 } text ? otherwise
            : bool.TryParse(text, out var on) ? on
            : throw new InvalidOperationException($"{key} is '{text}', but must be true or false, for example {key.Replace(":", "__", StringComparison.Ordinal)}=true.");

        int Number(string key, int otherwise, int most) => setting(key) is not { Length: > 0 } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{key} is '{text}', but must be a number from 1 to {most}, for example {key.Replace(":", "__", StringComparison.Ordinal)}={otherwise}."));
    }

    /// <summary>The job of whoever answers for the campaign, from <paramref name="now"/>.</summary>
    internal RemediationTask TaskOf(Campaign campaign, DateTimeOffset now) => new(campaign.OwnerId, now.AddDays(TaskDays));
}
