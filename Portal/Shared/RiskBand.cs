namespace Portal.Shared;

/// <summary>The words for a risk of 0..100.</summary>
public static class RiskBand
{
    /// <summary>From here on a risk is called medium.</summary>
    public const int Medium = 25;

    /// <summary>From here on a risk is called high.</summary>
    public const int High = 50;

    /// <summary>From here on a risk is called critical.</summary>
    public const int Critical = 75;

    /// <summary>The word.</summary>
    public static string Word(int risk) => risk switch
    {
        >= Critical => "Critical",
        >= High => "High",
        >= Medium => "Medium",
        _ => "Low",
    };

    /// <summary>The tone.</summary>
    public static Tone Tone(int risk) => risk switch
    {
        >= Critical => Shared.Tone.Bad,
        >= High => Shared.Tone.High,
        >= Medium => Shared.Tone.Warn,
        _ => Shared.Tone.Good,
    };
}
