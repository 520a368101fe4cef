namespace Portal.Data.Notices;

/// <summary>How often the people of a rule are mailed what it raised.</summary>
public enum MailRhythm
{
    /// <summary>Never.</summary>
    None,
    /// <summary>Once an hour, if there is something.</summary>
    Hourly,
    /// <summary>In the morning where they are, if there is something.</summary>
    Daily,
}
