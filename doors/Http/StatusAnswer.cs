namespace Genesis.Doors;

/// <summary>How the system is.</summary>
/// <param name="System">What runs, since when, and what it has counted.</param>
/// <param name="Monitor">The mode with its reasons, states of components, figures of resilience; null when the monitor does not answer.</param>
/// <param name="Figures">The figures of resilience beside their targets, for people.</param>
/// <param name="Ready">Whether the host takes work.</param>
public sealed record StatusAnswer(SystemStatus System, MonitorStatus? Monitor, IReadOnlyList<TargetedFigure> Figures, bool Ready);
