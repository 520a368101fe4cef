namespace Portal.Data.Notices;

/// <summary>What a notice tells.</summary>
public enum NoticeWhat
{
    /// <summary>Changes that a rule asks for.</summary>
    Change,
    /// <summary>Nothing has come from a source for much longer than usual.</summary>
    SourceQuiet,
    /// <summary>Something came again from a source that had gone quiet.</summary>
    SourceBack,
    /// <summary>Nothing happened: somebody tries whether a channel works.</summary>
    Test,
}
