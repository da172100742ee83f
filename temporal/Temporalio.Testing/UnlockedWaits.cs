using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>Lets time be skipped while anybody waits for a result: the first to wait unlocks, the last one locks again.</summary>
#pragma warning disable CA1001 // The semaphore holds no handle, and a wait that the end of the environment cuts short still leaves through it.
internal sealed class UnlockedWaits(TestService service)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly AsyncLocal<bool> _disabled = new();
    private int _waiting;

    public async Task<T> WaitAsync<T>(Func<Task<T>> wait)
    {
        if (_disabled.Value)
        {
            return await wait();
        }

        await EnterAsync();
        try
        {
            return await wait();
        }
        finally
        {
            await LeaveAsync();
        }
    }

    /// <summary>Waits that begin in <paramref name="func"/>, or in what it starts, leave time alone.</summary>
    public async Task<T> DisabledAsync<T>(Func<Task<T>> func)
    {
        // The value flows down only: the caller has its own again when this method returns.
        _disabled.Value = true;
        return await func();
    }

    private async Task EnterAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_waiting == 0)
            {
                await service.UnlockTimeSkippingAsync(new());
            }

            _waiting++;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task LeaveAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _waiting--;
            if (_waiting == 0)
            {
                await service.LockTimeSkippingAsync(new());
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
