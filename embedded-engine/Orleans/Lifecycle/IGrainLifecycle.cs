namespace Orleans.Runtime;

/// <summary>The life of an activation. Its stages are in <see cref="GrainLifecycleStage"/>.</summary>
public interface IGrainLifecycle : ILifecycleObservable
{
}
