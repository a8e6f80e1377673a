using System.Runtime.CompilerServices;

namespace Genesis;

// The way to the component and back. While it is on the local path, it is either on its way there or on its way back.
internal sealed partial class AskOperation
{
    private readonly Action _onReply;
    private ConfiguredValueTaskAwaitable<Reply>.ConfiguredValueTaskAwaiter _awaiter;
    private AskContext? _carried;
    private bool _isLocal;

    // Whether the answer comes where the ask was made, and not on the turn of whoever was asked.
    private bool _comesBack;

    public AskOperation() => _onReply = OnReply;

    /// <summary>One attempt, by grain call.</summary>
    public ValueTask<Reply> Call(AskRequest request)
    {
        try
        {
            return Route.Target.Grain.Ask(request);
        }
        catch (Exception exception)
        {
            return ValueTask.FromResult(CallErrors.ToReply(exception));
        }
    }

    private void Send()
    {
        if (Route.Target.Local is not { } path)
        {
            Route.Target.CountGrain();
            Follow(Call(Request), comesBack: true);
            return;
        }
        _isLocal = true;
        _carried = AskContext.Capture(_bus.Copier);
        path.Post(this);
    }

    /// <summary>On a component's turn: the ask has come to its target, or its answer to the asker.</summary>
    public override void Arrive(ILocalTarget? target)
    {
        if (_reply is not null)
        {
            Execute();
            return;
        }
        _carried?.Enter();
        if (target is null)
        {
            _isLocal = false;
            Route.Target.CountGrain();
            Follow(Call(Request), comesBack: false);
            return;
        }
        Route.Target.CountLocal();
        try
        {
            Follow(target.Ask(Request), comesBack: false);
        }
        catch (Exception exception)
        {
            Answer(CallErrors.ToReply(exception));
        }
    }

    private void Follow(ValueTask<Reply> reply, bool comesBack)
    {
        _comesBack = comesBack;
        _awaiter = reply.ConfigureAwait(comesBack).GetAwaiter();
        if (_awaiter.IsCompleted) OnReply();
        else _awaiter.UnsafeOnCompleted(_onReply);
    }

    private void OnReply()
    {
        Reply reply;
        try
        {
            reply = _awaiter.GetResult();
        }
        catch (Exception exception)
        {
            reply = CallErrors.ToReply(exception);
        }
        _awaiter = default;
        Answer(reply);
    }

    /// <summary>The first attempt is answered; the asker hears of it on its own side.</summary>
    private void Answer(Reply reply)
    {
        _reply = reply;
        if (_comesBack) Execute();
        else if (!_gated) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        else if (Frame!.Cell.Path is { } path) path.Post(this);
        else Task.Factory.StartNew(static self => ((AskOperation)self!).Execute(), this, CancellationToken.None, TaskCreationOptions.None, Frame.Cell.Scheduler);
    }
}
