namespace Federated.Tasks.Forecast;

/// <summary>What a partner can forecast with. Their order is that of the backtest's sums.</summary>
internal enum CandidateKind
{
    /// <summary>What the job trains jointly: its regressions, or its trees.</summary>
    Joint,

    /// <summary>The joint regressions, also where the job trains trees.</summary>
    Linear,

    /// <summary>The same regressions on the partner's series alone.</summary>
    Own,

    /// <summary>Exponential smoothing of each series.</summary>
    Smoothing,

    /// <summary>The seasonal naive forecast.</summary>
    Naive,
}
