using System.Runtime.InteropServices;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// What a question or a statement is about, as three sets of 32 places: services, first letters of actions, first letters of resources within
/// their ARN. A statement whose sets do not meet the question's is surely not about it, which is told without looking at the statement. What
/// has no such letter, as a pattern that begins with a wildcard, is in every place.
/// </summary>
/// <param name="Services">Services.</param>
/// <param name="Actions">First letters of actions.</param>
/// <param name="Resources">First letters of the last part of resources.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QuestionMask(uint Services, uint Actions, uint Resources)
{
    private const uint Everything = uint.MaxValue;

    /// <summary>The places of a question.</summary>
    public static QuestionMask Of(ActionName action, ResourceName resource) => new(
        OfService(action.Service),
        OfLetter(action.Name.Length > 0 ? action.Name[0] : null),
        OfLetter(resource.IsArn && resource.Part(ResourcePattern.PartCount - 1) is [var first, ..] ? first : null));

    /// <summary>The places of a statement.</summary>
    public static QuestionMask Of(ActionElement actions, ResourceElement? resources)
    {
        uint services = 0, names = 0, parts = 0;
        foreach (var pattern in actions.Patterns)
        {
            services |= pattern.Service is { } service ? OfService(service) : Everything;
            names |= OfLetter(pattern.Name.FirstLetter);
        }
        foreach (var pattern in resources?.Patterns ?? [])
        {
            parts |= OfLetter(pattern.Parts?[ResourcePattern.PartCount - 1].FirstLetter);
        }
        return new QuestionMask(
            actions.IsNegated ? Everything : services,
            actions.IsNegated ? Everything : names,
            resources is null or { IsNegated: true } ? Everything : parts);
    }

    /// <summary>False when the two surely have nothing in common.</summary>
    public bool Meets(QuestionMask other) => (Services & other.Services) != 0 && (Actions & other.Actions) != 0 && (Resources & other.Resources) != 0;

    private static uint OfService(string service) => service.Length == 0 ? Everything : 1u << (((service.Length * 7) + (service[0] * 31) + service[^1]) & 31);

    private static uint OfLetter(char? letter) => letter is { } known ? 1u << (known & 31) : Everything;
}
