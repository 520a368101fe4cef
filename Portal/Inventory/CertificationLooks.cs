using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory.Certificates;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>How it is said and shown how access stands to what was attested: the same words on every page.</summary>
internal static class CertificationLooks
{
    /// <summary>The word.</summary>
    public static string Word(Certification state) => state switch
    {
        Certification.Never => "Never certified",
        Certification.Certified => "Certified",
        Certification.CoversMore => "Certified for more",
        Certification.Partly => "Partly certified",
        Certification.Uncertified => "Uncertified",
        Certification.Expired => "Certificate expired",
    };

    /// <summary>What it means, one sentence.</summary>
    public static string Meaning(Certification state) => state switch
    {
        Certification.Never => "Nobody ever attested it in a review",
        Certification.Certified => "It is what was attested in a review",
        Certification.CoversMore => "What was attested covers more than is held now",
        Certification.Partly => "Some of it was attested, the rest never was",
        Certification.Uncertified => "It goes beyond what was attested in a review",
        Certification.Expired => "It was attested until a date that is past",
    };

    /// <summary>A chip with the word.</summary>
    public static MarkupString Chip(Certification state) => Show.Chip(Word(state), ToneOf(state), Meaning(state));

    /// <summary>A chip that says whether what a change gave is certified.</summary>
    public static MarkupString OfChange(Certification state) => state switch
    {
        Certification.Uncertified => Show.Chip("beyond what was attested", Tone.Bad, "No review attested what it gave"),
        Certification.Never => Show.Chip("never certified", Tone.Quiet, "No review ever asked about this identity"),
        _ => Show.Chip("within what was attested", Tone.Good),
    };

    private static Tone ToneOf(Certification state) => state switch
    {
        Certification.Uncertified => Tone.Bad,
        Certification.Expired => Tone.Warn,
        Certification.Certified or Certification.CoversMore => Tone.Good,
        _ => Tone.Quiet,
    };
}
