using System.Threading.Channels;

namespace Genesis.Benchmarks.Calls;

/// <summary>The baseline: the mailbox actor that one would write by hand with a channel and a loop.</summary>
internal sealed class ChannelActor
{
    private readonly Channel<TaskCompletionSource<int>> _mailbox =
        Channel.CreateUnbounded<TaskCompletionSource<int>>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelActor() => _ = Task.Run(Loop);

    public Task<int> Ping()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _mailbox.Writer.TryWrite(answer);
        return answer.Task;
    }

    public void Stop() => _mailbox.Writer.Complete();

    private async Task Loop()
    {
        await foreach (var answer in _mailbox.Reader.ReadAllAsync()) answer.SetResult(1);
    }
}
